/** iCloud, Fastmail, Nextcloud, Radicale and every other server that speaks CalDAV. */
import { AppError } from "@/lib/errors";
import type { PreparedAccount, Provider } from "../../contracts";
import { caldavCalendarPort } from "./calendar";
import { listCalendars } from "./calendars";
import { discover } from "./discover";

const prepare = async (fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<PreparedAccount> => {
  const { address = "", username = "", password = "" } = fields;
  const login = { username, password };
  const { homes, self, host } = await discover(address, login, signal);
  const calendars = await listCalendars(homes, login, signal);
  if (calendars.length === 0) throw new AppError("integrations/not-a-calendar");
  return {
    account: `${username} at ${host}`,
    name: username,
    secret: login,
    metadata: { homes, self: self ?? (username.includes("@") ? username.toLowerCase() : null) },
  };
};

export const caldav: Provider = {
  manifest: {
    id: "caldav",
    label: "CalDAV",
    about: "See and change the calendars of iCloud, Fastmail, Nextcloud, Radicale and other CalDAV servers.",
    kinds: ["calendar"],
    connects: "credentials",
    fields: [
      {
        name: "address",
        label: "Server",
        hint: "icloud.com, fastmail.com, or your server's address, such as https://cloud.example.com.",
        input: "text",
        required: true,
      },
      { name: "username", label: "User name", hint: "Often your mail address.", input: "text", required: true },
      {
        name: "password",
        label: "Password",
        hint: "iCloud and Fastmail want an app password, made in your account's settings there. Nextcloud takes one, too.",
        input: "password",
        required: true,
      },
    ],
    readOnly: false,
    everyMinutes: 5,
  },
  prepare,
  calendar: caldavCalendarPort,
};
