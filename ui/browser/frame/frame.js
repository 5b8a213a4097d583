// Around every page, once: keys, double clicks, a connection that goes and comes back, the answer
// aloud, the figures behind a picture, the way into what a button opens.

import "./answer.js";
import "./connection.js";
import "./figures.js";
import "./keys.js";
import "./once.js";
import "./panels.js";
