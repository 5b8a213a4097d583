// Runs inside the measured page before its own scripts. Times what one key press on a slider leads
// to: performance.now() at the press, at the messages to and from the server, and at every change
// of a number, of a chart or of any text. Polling from outside could not tell 5 ms from 20.
(() => {
  const QUIET = 400; // ms without a change, after which a move that changed everything is over
  const STILL = 4000; // the same for a move that left a number or a chart as it was
  const PATIENCE = 20000; // ms after which it counts as lost
  const NUMBER = "[data-testid=stMetricValue], [data-testid=stMetricDelta], .headline";
  const CHART = "[data-testid=stVegaLiteChart]";
  const SLIDER = "[data-testid=stSlider], .panel";
  let move = null;

  const mark = (name) => {
    if (move && move.pressed !== null) {
      move[name] = performance.now();
      move.latest = move[name];
    }
  };

  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => {
        if (!move || move.sent === undefined) return;
        if (move.firstMessage === undefined) mark("firstMessage");
        mark("lastMessage");
      });
    }
    send(data) {
      if (move && move.sent === undefined) mark("sent");
      super.send(data);
    }
  };

  window.addEventListener("keydown", (event) => {
    if (move && move.pressed === null) {
      move.pressed = event.timeStamp; // when the browser got the key, not when we were told
      move.latest = performance.now();
    }
  }, { capture: true });

  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const holds = (change, selector) =>
    [...change.addedNodes].some((n) => n.nodeType === Node.ELEMENT_NODE
      && (n.matches(selector) || n.querySelector(selector)));

  const sort = (change) => {
    const at = element(change.target);
    if (!at) return;
    const chart = at.closest(CHART);
    if (chart) {
      if (at.closest("svg, canvas") || holds(change, "svg, canvas")) {
        mark("lastChart");
        move.charts.add(chart);
      }
    } else if (change.type === "attributes") {
      // positions and colours of widgets: no number, no chart, no words
    } else if (at.closest(NUMBER) || holds(change, NUMBER)) {
      mark("lastNumber");
    } else if (at.closest("[data-testid=stMain]") && !at.closest(SLIDER)) {
      mark("lastWords");
    }
  };

  new MutationObserver((changes) => {
    if (move && move.pressed !== null) changes.forEach(sort);
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });

  const idle = () => {
    const app = document.querySelector("[data-testid=stApp]");
    return app && app.dataset.testScriptState === "notRunning";
  };

  // Resolves to the times since the press, in ms, once everything is still again.
  window.nextMove = () => {
    move = { pressed: null, latest: performance.now(), charts: new Set() };
    const armed = performance.now();
    return new Promise((resolve) => {
      const look = setInterval(() => {
        const now = performance.now();
        const all = document.querySelectorAll(CHART).length;
        const whole = move.lastNumber !== undefined && move.charts.size >= all;
        const over = move.lastMessage !== undefined && idle()
          && now - move.latest > (whole ? QUIET : STILL);
        if (!over && now - armed < PATIENCE) return;
        clearInterval(look);
        const since = (name) => (move[name] === undefined ? null : move[name] - move.pressed);
        const found = { charts: move.charts.size };
        for (const name of
          ["sent", "firstMessage", "lastMessage", "lastNumber", "lastChart", "lastWords"]) {
          found[name] = since(name);
        }
        move = null;
        resolve(found);
      }, 20);
    });
  };
})();
