// What travels between the server and the panel (see ui/elements), and what the panel is made of.

export type Value = string | number | boolean;
export type How = "slide" | "type" | "say" | "enter" | "turn" | "pick" | "add" | "remove";

/** One change of the reader; `gesture` is the number of what it is part of. */
export interface Edit { n: number; path: string; how: How; value: Value; gesture: number }
export interface Message { list: Edit[]; have: string[]; sent: number }

/** One run of the page, as Streamlit hands it over. */
export interface Run {
  parentElement: HTMLElement;
  data: {
    key: string; ack: number; rows: RowData[]; parts: Record<string, Part>;
    rest: boolean; answers: boolean; keeps: boolean;
  };
  setStateValue(name: "edits", value: Message): void;
}

export interface Panel {
  key: string;
  pending: Map<string, Edit>; // by path
  flying: number; // the last edit of the message under way, or 0
  rows: Map<string, Place>;
  send(message: Message): void;
  root?: HTMLElement;
  answers?: boolean;
  keeps?: boolean; // whether the browser keeps what is entered
  taken?: boolean; // what the page before had left was taken up
  timer?: ReturnType<typeof setTimeout>;
  rest?: ReturnType<typeof setTimeout>;
}

/** Where an input stands; `said` is what was drawn of it last, null where that must be redone. */
export interface Place { path: string; node: HTMLElement; said?: string | null; enters?: string[] }
/** `always` is drawn in every run; what it shows is the RowData of its kind. */
export interface Row extends Place { always?: boolean; show(data: any): void }
export type Kind = (panel: Panel, row: Row, data: any, key: string) => HTMLElement;

// Parts, each sent once and then named
export interface Label { label: string; exact: string; per?: string; help?: string; about?: string; kind?: string }
export interface Scale { values: Value[]; labels: string[] }
export interface Usual { low: number; high: number; text: string; picks: [string, number][] }
export type Part = Label | Scale | Usual | { columns: Column[] };

// Rows
export interface Remarks {
  refused?: string; asked?: [string, Value][]; idle?: string;
  remark?: { text: string; source?: string; warning?: boolean };
}
export interface RowData extends Remarks { kind: string; key: string; path?: string }
interface Input extends RowData { path: string; fixed: string | Label; mark?: string }
export interface NumberData extends Input {
  text: string; placeholder?: string; enters?: string[]; focus?: boolean; scale: string; at: number;
  by_month?: Turn; usual?: string; doubt?: [number, number];
}
export interface Turn { turn: string; label: string; on: boolean }
export interface StepsData extends RowData {
  path: string; label: string; help: string; one: string; text: string; words: string; curve: string;
}
export interface SwitchData extends Input { on: boolean }
export interface WordsData extends Input { text: string }
export interface ChoiceData extends RowData {
  path: string; label: string; options: [string, string][]; chosen: string;
}
export interface FoldData extends RowData { label: string; rows: RowData[] }
export interface LegendData extends RowData { items: [string, string][] }

// Bars by month
export interface SpanEnd { path: string; side: "first" | "last"; label: string }
export interface SpanData {
  name: string; mark: string; said: string; first: number; last: number; felt?: number; ends: SpanEnd[];
}
export interface SpansData extends RowData { label: string; horizon: number; lines: SpanData[]; refused: string }

// Tables
export interface Column {
  name: string; kind: string; label: string; least: number; right?: boolean; help?: string;
  options?: [string, string][];
}
export interface CellData extends Remarks { text?: string; placeholder?: string; on?: boolean }
export interface LineData {
  id: string; name?: string; remove?: string; adds?: boolean; cells: (CellData | null)[];
}
export interface GridData extends RowData {
  label: string; columns: string; lines: LineData[]; add?: Omit<LineData, "id">;
}
export type Drawn = Omit<GridData, "columns"> & { columns: Column[] };
type ShowCell = (column: Column, now: CellData, each: LineData) => void;
export interface Cell extends Place { show: ShowCell }
export type CellKind = (panel: Panel, cell: Place, adds: boolean) => ShowCell;
export interface Line { paths: string[]; nodes: HTMLElement[]; show(now: Drawn, each: LineData): void }

export interface Point { clientX: number; clientY: number }

declare global {
  interface Window { roiFollows?: boolean }
}
