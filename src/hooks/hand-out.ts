/** Addresses that are handed to somebody else: which one to show, and how it gets into the clipboard. */

const loopback = /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether nobody but who sits at this computer can open the address. */
export const opensHereOnly = (address: string): boolean => loopback.test(new URL(address).hostname);

/**
 * The address as others can open it. A server that wasn't told its address (PUBLIC_URL) calls itself localhost; whoever came
 * to it by another one knows better.
 */
export const asOthersOpenIt = (address: string, visited: Pick<Location, "origin" | "hostname"> = window.location): string => {
  if (!opensHereOnly(address) || loopback.test(visited.hostname)) return address;
  const { pathname, search, hash } = new URL(address);
  return `${visited.origin}${pathname}${search}${hash}`;
};

/** What browsers did before there was a clipboard to write to, and what is left to them where pages come over plain http. */
const copyByCommand = (text: string): boolean => {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else works without https
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
};

/** Copies it; false where the browser doesn't let a page do that. */
export const copyText = async (text: string): Promise<boolean> => {
  if (!("clipboard" in navigator)) return copyByCommand(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
};
