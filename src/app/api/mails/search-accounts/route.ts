import { notAllowed, route } from "@/app/_composition/route";
import { searchAccountsEndpoint } from "@/lib/mail/contracts";
import { searchAccounts } from "@/lib/mail/service";

export const POST = route(searchAccountsEndpoint, ({ actor, input }) => searchAccounts(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
