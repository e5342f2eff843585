import { notAllowed, route } from "@/app/_composition/route";
import { getProfileEndpoint, updateProfileEndpoint } from "@/lib/identity/contracts";
import { findProfile, updateProfile } from "@/lib/identity/service";

export const GET = route(getProfileEndpoint, ({ actor }) => findProfile(actor));
export const PATCH = route(updateProfileEndpoint, ({ actor, input }) => updateProfile(actor, input));
export const { POST, PUT, DELETE } = notAllowed("GET", "PATCH");
