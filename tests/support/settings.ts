/** Environment of the server under test, changed in the middle of a file. */
import { rereadConfig } from "@/lib/config";

export const setting = (values: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(values))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rereadConfig();
};
