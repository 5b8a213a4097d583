# Sourced by the other scripts: apt_install PACKAGE… as root or through sudo.
# Returns 1, with nothing done, where that is not possible.

apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root="sudo"
    else
        return 1
    fi
    echo "Installing $* with apt-get${as_root:+ (through sudo)}."
    apt_get="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120"
    # Package lists are empty on a fresh machine: only then are they worth the time.
    $apt_get install -y --no-install-recommends "$@" </dev/null >/dev/null 2>&1 ||
        { $apt_get update </dev/null >/dev/null 2>&1 || true
          $apt_get install -y --no-install-recommends "$@" </dev/null >/dev/null; }
}
