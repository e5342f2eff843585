/** @jest-environment jsdom */
/** Addresses that are handed out: shown as others can open them, and copied wherever a browser lets a page do so. */
import { asOthersOpenIt, copyText, opensHereOnly } from "@/hooks/hand-out";

const at = (origin: string) => ({ origin, hostname: new URL(origin).hostname });

test.each([
  ["http://localhost:3000/talk/abc", "http://192.168.1.5:3000", "http://192.168.1.5:3000/talk/abc"],
  ["http://localhost:3000/api/feeds/abc.ics?x=1", "https://perin.example.com", "https://perin.example.com/api/feeds/abc.ics?x=1"],
  ["http://127.0.0.1:3000/talk/abc", "http://localhost:3000", "http://127.0.0.1:3000/talk/abc"],
  ["https://perin.example.com/talk/abc", "http://192.168.1.5:3000", "https://perin.example.com/talk/abc"],
])("%s, made by somebody who came by %s, is handed out as %s", (address, visited, shown) => {
  expect(asOthersOpenIt(address, at(visited))).toBe(shown);
});

test.each([
  ["http://localhost:3000/talk/abc", true],
  ["http://perin.localhost/talk/abc", true],
  ["http://127.0.0.1:3000/talk/abc", true],
  ["http://[::1]:3000/talk/abc", true],
  ["http://192.168.1.5:3000/talk/abc", false],
  ["https://localhost.example.com/talk/abc", false],
])("whether %s opens on this computer only: %s", (address, here) => {
  expect(opensHereOnly(address)).toBe(here);
});

test("over plain http the text is put into what the browser copies, and a browser that refuses is believed", async () => {
  Object.defineProperty(window, "isSecureContext", { value: false, configurable: true });
  const put = jest.fn();
  const copies = (allowed: boolean) => () => {
    const event = Object.assign(new Event("copy", { cancelable: true }), { clipboardData: { setData: put } });
    if (allowed) document.dispatchEvent(event);
    return allowed;
  };
  document.execCommand = copies(true);
  expect(await copyText("http://192.168.1.5:3000/talk/abc")).toBe(true);
  expect(put.mock.calls).toEqual([["text/plain", "http://192.168.1.5:3000/talk/abc"]]);
  document.execCommand = copies(false);
  expect(await copyText("again")).toBe(false);
  // What a reader copies later is their own again.
  copies(true)();
  expect(put).toHaveBeenCalledTimes(1);
});
