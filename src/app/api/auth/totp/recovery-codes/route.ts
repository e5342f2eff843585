import { notAllowed, route } from "@/app/_composition/route";
import { renewRecoveryCodesEndpoint } from "@/lib/identity/contracts";
import { renewRecoveryCodes } from "@/lib/identity/service";

export const POST = route(renewRecoveryCodesEndpoint, async ({ actor }) => ({ recoveryCodes: await renewRecoveryCodes(actor) }));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
