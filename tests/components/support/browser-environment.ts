/** jsdom with the parts of the platform that browsers have and jsdom lacks. */
import { TestEnvironment as JsdomEnvironment } from "jest-environment-jsdom";

const fromNode = [
  "fetch",
  "Request",
  "Response",
  "Headers",
  "structuredClone",
  "ReadableStream",
  "WritableStream",
  "TransformStream",
  "TextDecoderStream",
  "TextEncoderStream",
  "TextEncoder",
  "TextDecoder",
  "DOMException",
] as const;

export default class BrowserEnvironment extends JsdomEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    for (const name of fromNode) Object.defineProperty(this.global, name, { value: globalThis[name], configurable: true, writable: true });
    // No layout here: nothing matches, nothing moves.
    this.global.matchMedia = ((query: string) => ({
      matches: query.includes("reduce"),
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    })) as unknown as typeof globalThis.matchMedia;
    this.global.CSS = { supports: () => true, escape: (text: string) => text.replace(/\W/g, "\\\\$&") } as unknown as typeof CSS;
    this.global.ResizeObserver = class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    } as unknown as typeof ResizeObserver;
    this.global.Element.prototype.setPointerCapture = () => undefined;
    this.global.Element.prototype.scrollTo = () => undefined;
    this.global.Element.prototype.scrollIntoView = () => undefined;
  }
}
