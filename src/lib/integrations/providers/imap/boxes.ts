/** The mailboxes of an account and what they are to its owner. */
import type { ImapFlow, ListResponse, StatusObject } from "imapflow";
import type { OutsideMarks } from "../../contracts";

export interface Box {
  readonly path: string;
  readonly folder: OutsideMarks["folder"];
  /** A folder of the owner's own is a label of what lies in it. */
  readonly label: string | null;
  readonly status: StatusObject | null;
}

const roles: Readonly<Record<string, OutsideMarks["folder"]>> = {
  "\\Inbox": "inbox",
  "\\Sent": "sent",
  "\\Drafts": "drafts",
  "\\Trash": "trash",
  "\\Archive": "archive",
};
/** Views of other mailboxes, and what nobody wants to see. */
const leftOut = new Set(["\\Junk", "\\All", "\\Flagged", "\\Important"]);
const boxesMax = 60;

const order: readonly OutsideMarks["folder"][] = ["sent", "inbox", "archive", "drafts", "trash"];

const roleOf = ({ path, specialUse }: ListResponse): string => (path.toUpperCase() === "INBOX" ? "\\Inbox" : (specialUse ?? ""));

export interface Boxes {
  /** Sent ones first: what was sent from here is recognised by its copy there, and not by one that came back. */
  readonly mirrored: readonly Box[];
  /** Where things are put; null when the account has no such place. */
  readonly archive: string | null;
  readonly trash: string | null;
  readonly sent: string | null;
  readonly drafts: string | null;
}

export const listBoxes = async (client: ImapFlow, withStatus: boolean): Promise<Boxes> => {
  const listed = await client.list(withStatus ? { statusQuery: { messages: true, uidNext: true, uidValidity: true, highestModseq: true } } : {});
  const open = listed.filter(({ flags }) => !flags.has("\\Noselect") && !flags.has("\\NonExistent"));
  const at = (role: string): string | null => open.find((box) => roleOf(box) === role)?.path ?? null;
  const mirrored = open
    .filter((box) => !leftOut.has(roleOf(box)))
    .map((box): Box => {
      const folder = roles[roleOf(box)];
      return {
        path: box.path,
        folder: folder ?? "archive",
        label: folder === undefined ? [...box.parent.filter((part) => part.toUpperCase() !== "INBOX"), box.name].join("/") : null,
        status: box.status ?? null,
      };
    })
    .sort((a, b) => order.indexOf(a.folder) - order.indexOf(b.folder) || Number(a.label !== null) - Number(b.label !== null))
    .slice(0, boxesMax);
  return { mirrored, archive: at("\\Archive") ?? at("\\All"), trash: at("\\Trash"), sent: at("\\Sent"), drafts: at("\\Drafts") };
};

/** The place for something, made where the account has none. */
export const placeFor = async (client: ImapFlow, boxes: Boxes, folder: "archive" | "trash" | "sent" | "drafts"): Promise<string> => {
  const there = boxes[folder];
  if (there !== null) return there;
  const { path } = await client.mailboxCreate(`${folder.slice(0, 1).toUpperCase()}${folder.slice(1)}`);
  return path;
};
