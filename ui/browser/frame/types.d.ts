/** Sayings from the text files: what is to be said, and all that Streamlit or we may have written. */
export interface Words {
  lang: string; exact: string[][]; pattern: string[][];
  /** What is said of the connection. */
  connection: { lost: string; back: string; again: string };
  /** What closes a panel. */
  close: string;
}

/** Figures behind a picture: titles of columns, and what stands below them. */
export interface Told { titles: string[]; rows: string[][] }

/** A click on a button, `at` a time in milliseconds. */
export interface Press { key: string; at: number; detail: number }

declare global {
  interface Window {
    roiKeys?: boolean; roiOnce?: boolean; roiConnection?: boolean; roiFigures?: boolean;
    roiPanels?: boolean; roiSilent?: boolean;
    roiWords: Words; roiSay: (written: string) => string; roiWording?: MutationObserver;
  }
}
