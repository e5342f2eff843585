/** Gmail, by the Google of `tests/support/google`. */
import { connectGoogle, useGoogle } from "../google/connect";
import { receive, relabel, removeForGood } from "../google/gmail-routes";
import { startGoogle } from "../google/google-server";
import { connectedPlace, type MailPortRow } from "./row";

export const gmailRow: MailPortRow = {
  name: "gmail",
  start: async (actor) => {
    const google = await startGoogle();
    useGoogle(google);
    const place = await connectedPlace(actor, await connectGoogle(actor, google, "gmail"));
    const now = (work: () => void): Promise<void> => Promise.resolve(work());
    return {
      ...place,
      email: "ada@gmail.test",
      arrive: ({ name, ...mail }) => now(() => receive(google.gmail, { id: name, from: '"Ana Lovelace" <ana@example.com>', ...mail })),
      archiveElsewhere: (name) =>
        now(() => {
          relabel(google.gmail, name, [], ["UNREAD", "INBOX"]);
          relabel(google.gmail, name, ["STARRED"], []);
        }),
      removeElsewhere: (name) => now(() => removeForGood(google.gmail, name)),
      sent: () =>
        Promise.resolve(
          google.gmail.sent.map(({ raw }) => ({ raw, to: [...raw.matchAll(/^(?:To|Cc|Bcc): .*?([^\s<>,]+@[^\s<>,]+)/gm)].map((match) => match[1] ?? "") })),
        ),
      close: () => google.close(),
    };
  },
};
