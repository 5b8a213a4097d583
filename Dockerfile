# The app, as compose.yaml runs it: one process, not as root, on a root file system it cannot write.
FROM python:3.11-slim-bookworm AS built

WORKDIR /app
# What is pinned alone: it changes less often than the code.
COPY pins/app.txt ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r app.txt

FROM python:3.11-slim-bookworm

RUN useradd --system --uid 10001 --home-dir /nowhere --no-create-home --shell /usr/sbin/nologin roi \
    && install -d -o roi -g roi /data
COPY --from=built /venv /venv
WORKDIR /app
COPY app.py ./
COPY .streamlit .streamlit
COPY roi_model roi_model
COPY data data
COPY pages pages
COPY ui ui
COPY deploy deploy
# Compiled here: it cannot be at run time.
RUN /venv/bin/python -m compileall -q /app

ENV PATH=/venv/bin:$PATH PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 HOME=/tmp ROI_DATA=/data ROI_ADDRESS=0.0.0.0 ROI_PORT=8501
USER roi
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "deploy.start"]
