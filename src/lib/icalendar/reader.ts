/**
 * Reads iCalendar (RFC 5545) piece by piece: text is pushed as it comes, finished components are taken out, and nothing is kept of what nobody
 * asks for. Forgiving where programs err: lone line feeds, empty lines, byte order marks, lower-case names, missing ends.
 */

export interface Property {
  /** In capitals. */
  readonly name: string;
  /** Names in capitals, values without quotation marks. */
  readonly params: Readonly<Record<string, string>>;
  /** As written: escapes and all. */
  readonly value: string;
}

export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
  /** Its end never came. */
  readonly cut: boolean;
}

interface Open {
  readonly name: string;
  readonly properties: Property[];
  readonly components: Component[];
}

/** Attachments and what else is longer than anybody writes: the property is left out. */
const lineMax = 256 * 1024;
const depthMax = 8;
const noParams: Readonly<Record<string, string>> = Object.freeze({});

const colon = 58;
const quote = 34;
const space = 32;
const tab = 9;

const parameter = /;([A-Za-z0-9-]+)=(?:"([^"]*)"|([^;"]*))/y;

/** ";A=b;C=\"d:e\"" up to the colon outside of quotation marks. */
const paramsOf = (text: string): Record<string, string> => {
  const params: Record<string, string> = {};
  // What is no parameter is passed over, up to the next one.
  for (let at = 0; at >= 0; at = text.indexOf(";", at)) {
    parameter.lastIndex = at;
    const found = parameter.exec(text);
    if (found === null) {
      at += 1;
      continue;
    }
    const [whole, name = "", quoted, plain = ""] = found;
    const key = name.toUpperCase();
    if (key !== "__PROTO__" && !(key in params)) params[key] = quoted ?? plain;
    at += whole.length;
  }
  return params;
};

/** Where the value begins behind its colon, outside of quotation marks; -1 for nowhere. */
const colonAfter = (line: string, from: number): number => {
  let quoted = false;
  for (let at = from; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === quote) quoted = !quoted;
    else if (code === colon && !quoted) return at;
  }
  return -1;
};

/** One logical line, already unfolded; null for what is none. */
export const propertyOf = (line: string): Property | null => {
  const first = line.indexOf(":");
  const semicolon = line.indexOf(";");
  if (semicolon < 0 || semicolon > first)
    return first <= 0 ? null : { name: line.slice(0, first).toUpperCase(), params: noParams, value: line.slice(first + 1) };
  const end = colonAfter(line, semicolon);
  if (end < 0 || semicolon === 0) return null;
  return { name: line.slice(0, semicolon).toUpperCase(), params: paramsOf(line.slice(semicolon, end)), value: line.slice(end + 1) };
};

/** A line without end isn't kept while it goes on: it is read as a property that nobody knows. */
const shortened = (rest: string): string => {
  const at = rest.lastIndexOf("\n", rest.length - 2);
  return at < 0 || rest.length - at > lineMax ? "X-TOO-LONG:" : `X-TOO-LONG:${rest.slice(at)}`;
};

export class CalendarReader {
  /** The calendar's own properties, read so far. */
  readonly head: Property[] = [];
  /** Was there a calendar at all? */
  found = false;
  readonly #wanted: ReadonlySet<string>;
  #rest = "";
  #first = true;
  #inside = 0;
  readonly #open: Open[] = [];
  #finished: Component[] = [];

  /** Components directly in the calendar that are handed out ("VEVENT"), in capitals. */
  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  /** Components that were finished since the last call. */
  take(): readonly Component[] {
    const taken = this.#finished;
    this.#finished = [];
    return taken;
  }

  push(piece: string): void {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    let from = 0;
    if (this.#first && text.length > 0) {
      this.#first = false;
      if (text.charCodeAt(0) === 0xfeff) from = 1;
    }
    for (;;) {
      // Whether a line goes on shows only at the beginning of the next one.
      let lineEnd = text.indexOf("\n", from);
      if (lineEnd < 0 || lineEnd + 1 >= text.length) break;
      let line = text.slice(from, text.charCodeAt(lineEnd - 1) === 13 && lineEnd > from ? lineEnd - 1 : lineEnd);
      let next = lineEnd + 1;
      let whole = true;
      while (text.charCodeAt(next) === space || text.charCodeAt(next) === tab) {
        lineEnd = text.indexOf("\n", next);
        if (lineEnd < 0 || lineEnd + 1 >= text.length) {
          whole = false;
          break;
        }
        if (line.length < lineMax) line += text.slice(next + 1, text.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd);
        next = lineEnd + 1;
      }
      if (!whole) break;
      this.#line(line);
      from = next;
    }
    this.#rest = text.length - from > lineMax ? shortened(text.slice(from)) : text.slice(from);
  }

  /** There is no more: the last line counts without its end, and what is still open is cut. */
  end(): void {
    if (this.#rest !== "") {
      this.push("\n\n");
      this.#rest = "";
    }
    while (this.#open.length > 0) this.#close(true);
  }

  #line(line: string): void {
    const first = line.charCodeAt(0) | 32;
    if (first === 98 && /^BEGIN:/i.test(line)) {
      this.#begin(line.slice(6).trim().toUpperCase());
      return;
    }
    if (first === 101 && /^END:/i.test(line)) {
      this.#end(line.slice(4).trim().toUpperCase());
      return;
    }
    const open = this.#open.at(-1);
    if (open === undefined ? this.#inside !== 1 : line.length >= lineMax) return;
    const property = propertyOf(line);
    if (property === null) return;
    if (open === undefined) {
      if (this.head.length < 100) this.head.push(property);
    } else open.properties.push(property);
  }

  #begin(name: string): void {
    this.#inside += 1;
    if (name === "VCALENDAR" && this.#open.length === 0) {
      this.found = true;
      this.#inside = 1;
      return;
    }
    // A new event while one is open: the end of the one before is missing.
    if (this.#open.length > 0 && name === this.#open[0]?.name) {
      while (this.#open.length > 0) this.#close(true);
      this.#inside = 2;
    }
    if (this.#open.length > 0 ? this.#inside - 1 === this.#open.length + 1 && this.#open.length < depthMax : this.#inside === 2 && this.#wanted.has(name))
      this.#open.push({ name, properties: [], components: [] });
  }

  #end(name: string): void {
    if (name === "VCALENDAR") {
      while (this.#open.length > 0) this.#close(true);
      this.#inside = 0;
      return;
    }
    if (this.#open.length > 0 && this.#inside - 1 === this.#open.length && this.#open.at(-1)?.name === name) this.#close(false);
    if (this.#inside > 0) this.#inside -= 1;
  }

  #close(cut: boolean): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const component = { ...closed, cut };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#finished.push(component);
    else parent.components.push(component);
  }
}
