// Around every page, once: keys, double clicks, a connection that goes and comes back, the answer
// aloud, the figures behind a picture.

import "./answer.js";
import "./connection.js";
import "./figures.js";
import "./keys.js";
import "./once.js";
