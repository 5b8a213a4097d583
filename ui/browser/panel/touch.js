// A finger on a slider may be about to scroll: the slider stays until it goes sideways or is
// lifted there.

/** @import { Point } from "./types" */

const SLOP = 8; // pixels a finger may stray sideways while it scrolls

/** Whether a finger went sideways rather than up or down. @param {Point} from @param {Point} to */
export function sideways(from, to) {
  const across = Math.abs(to.clientX - from.clientX);
  return across > SLOP && across > Math.abs(to.clientY - from.clientY);
}

/**
 * Holds a slider under a finger until it is clear what is meant. `holds` says whether a move of
 * the slider is to wait; one that was meant comes again through `moved`.
 * @param {HTMLInputElement} slider @param {() => void} begins @param {() => void} moved
 */
export function held(slider, begins, moved) {
  /** @type {{ event: Point, held: string, wanted?: string } | undefined} */
  let finger;
  /** @param {boolean} meant */
  const decide = (meant) => {
    const wanted = meant ? finger?.wanted : undefined;
    finger = undefined;
    if (wanted === undefined) return;
    slider.value = wanted;
    moved();
  };
  slider.onpointerdown = (event) => {
    begins();
    finger = event.pointerType === "touch" ? { event, held: slider.value } : undefined;
  };
  slider.onpointermove = (event) => {
    if (finger && sideways(finger.event, event)) decide(true);
  };
  slider.onpointerup = () => decide(true);
  slider.onpointercancel = () => decide(false); // the browser scrolls
  return () => {
    if (!finger) return false;
    finger.wanted = slider.value;
    slider.value = finger.held;
    return true;
  };
}
