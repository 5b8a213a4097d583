// What the server tells the browser to keep, and asks it for (see ui/session/memory.py).

export interface Kept { tab: string; library?: Record<string, string> }
export interface Stored { ask: string; tab: string | null; last: string | null; library: string | null; reload: boolean }

/** One run of the page, as Streamlit hands it over. */
export interface Run {
  data: Partial<Kept> & { counted?: Record<string, number>; query?: string; remark?: string; ask?: string; user?: string; forget?: boolean };
  setStateValue(name: "stored", value: Stored | { forgot: true } | { failed: true }): void;
}

declare global {
  interface Window { roiLinks?: boolean }
}
