// Takes a file as soon as its button is drawn: one click asks for it and saves it.

const asked = document.currentScript?.previousElementSibling;
const kind = asked instanceof HTMLElement && asked.dataset.told?.split(" ")[0];
let tries = 0;
const wait = setInterval(() => {
  const button = document.querySelector(`.st-key-deliver-take-${kind} button`);
  if (button instanceof HTMLElement) button.click();
  if (button || ++tries > 100) clearInterval(wait);
}, 50);
