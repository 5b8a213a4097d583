/** What `packed.py` packs, and what the parts of the page hand to each other. */

export type Lang = "fr" | "en";
export type Both<T> = Record<Lang, T>;

export interface Money {
  before: string;
  after: string;
  group: string;
  decimal: string;
  minus: string;
  /** Before a short amount, and behind it from which size on, the largest first. */
  shortBefore: string;
  short: [number, string][];
}

/** A figure: its texts in both languages, and the values behind them. */
export interface Column extends Both<string[]> {
  name: string;
  sizes: (number | null)[];
}

export interface Head {
  shape: number[];
  here: number[];
  /** Months, the start among them. */
  months: number;
  /** Monthly cash is in 10**step units of the currency. */
  step: number;
  /** Whether the curve is the account, and the names of the headline figures. */
  account: boolean;
  figures: string[];
  columns: Column[];
  stops: Both<string[]>[];
  /** Months as one says them, and as they stand under the axis. */
  monthNames: Both<string[]>;
  monthMarks: Both<string[]>;
  money: Both<Money>;
  words: Both<Record<string, string>>;
}

export interface Plans extends Head {
  /** Rows of `count` numbers: one a column, payback, trough, floor, then cash a month. */
  numbers: Int32Array;
  count: number;
}
