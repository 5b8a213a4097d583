// Around every page, once: keys, double clicks, a connection that comes back.

import "./keys.js";
import "./once.js";
import "./reconnected.js";
