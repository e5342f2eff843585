import { pictureResponse } from "@/app/_composition/picture";
import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { getOwnerPictureEndpoint } from "@/lib/delegation/contracts";
import { getOwnerPicture } from "@/lib/delegation/service";

export const GET = route(getOwnerPictureEndpoint, async ({ input, request }) => pictureResponse(await getOwnerPicture(callerOf(request), input)));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
