// Around every page, once: keys, double clicks, a connection that goes and comes back.

import "./connection.js";
import "./keys.js";
import "./once.js";
