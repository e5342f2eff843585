/** Every endpoint there is, found in the rooms' contracts, for the description of the API. */
import type { Endpoint } from "@/lib/endpoint";
import * as ai from "@/lib/ai/contracts";
import * as background from "@/lib/background/contracts";
import * as briefs from "@/lib/briefs/contracts";
import * as calendarFiles from "@/lib/calendar-files/contracts";
import * as delegation from "@/lib/delegation/contracts";
import * as identity from "@/lib/identity/contracts";
import * as integrations from "@/lib/integrations/contracts";
import * as memory from "@/lib/memory/contracts";
import * as notifications from "@/lib/notifications/contracts";
import * as operations from "@/lib/operations/contracts";
import * as ownerData from "@/lib/owner-data/contracts";
import * as mail from "@/lib/mail/contracts";
import * as people from "@/lib/people/contracts";
import * as scheduling from "@/lib/scheduling/contracts";
import * as tasks from "@/lib/tasks/contracts";

const isEndpoint = (exported: unknown): exported is Endpoint =>
  typeof exported === "object" && exported !== null && "method" in exported && "path" in exported && "auth" in exported;

/** One line a room. */
export const rooms = {
  ai,
  background,
  briefs,
  calendarFiles,
  delegation,
  identity,
  integrations,
  mail,
  memory,
  notifications,
  operations,
  ownerData,
  people,
  scheduling,
  tasks,
};

export const endpoints: readonly Endpoint[] = Object.values(rooms).flatMap((contracts) => Object.values<unknown>(contracts).filter(isEndpoint));
