// The browser's memory: what this tab held (gone when it is closed), what the last tab held, and
// the kept scenarios of all tabs. It stays with its owner; the server asks for it when it knows
// nothing of the tab. Where people sign in, each one's things are kept apart.

import { merged, parsed } from "./library.js";
import { carry } from "./links.js";
import { read, remark, remove, replace, write } from "./storage.js";
import { dropUnsent, letGo, takeOver } from "./unsent.js";
import { failed, follow, mine } from "./user.js";

/** @import { Kept, Run } from "./types" */

const TAB = "roi.tab", LAST = "roi.last", LIBRARY = "roi.library", MINE = "roi.mine";
let asked = ""; // the question that was answered last

/** Each run of the page comes through here. @param {Run} run */
export default function ({ data, setStateValue }) {
  follow(data.user, LAST, [TAB, MINE]);
  if (data.user === "" && failed()) setStateValue("stored", { failed: true });
  if (data.query !== undefined) carry(data.query);
  if (data.remark) remark(data.remark);
  if (data.tab !== undefined) {
    keep({ tab: data.tab, library: data.library });
    letGo(data.counted ?? {});
  }
  if (data.forget) {
    for (const name of [TAB, MINE]) remove("session", mine(name));
    dropUnsent();
    for (const name of [LAST, LIBRARY]) remove("local", mine(name));
    setStateValue("stored", { forgot: true });
  }
  if (data.ask && data.ask !== asked) {
    asked = data.ask;
    const tab = read("session", mine(TAB)), last = tab ? null : read("local", mine(LAST));
    if (last) takeOver();
    // The server knows of no scenario yet: none that it does not name is meant to be forgotten.
    write("session", mine(MINE), "{}");
    const reload = performance.getEntriesByType("navigation").some((one) => "type" in one && one.type === "reload");
    setStateValue("stored", { ask: data.ask, tab, last, library: read("local", mine(LIBRARY)), reload });
  }
}

/** @param {Kept} kept the case, and the kept scenarios where they are others than before */
function keep({ tab, library }) {
  remark("roi_kept");
  if (tab !== read("session", mine(TAB))) {
    replace("session", mine(TAB), tab);
    replace("local", mine(LAST), tab);
  }
  if (library === undefined) return;
  const all = merged(parsed(read("local", mine(LIBRARY))), parsed(read("session", mine(MINE))), library);
  write("local", mine(LIBRARY), JSON.stringify(all));
  write("session", mine(MINE), JSON.stringify(library));
}
