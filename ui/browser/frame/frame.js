// Around every page, once: keys, double clicks, a connection that goes and comes back, the answer
// aloud.

import "./answer.js";
import "./connection.js";
import "./keys.js";
import "./once.js";
