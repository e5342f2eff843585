import { pictureResponse } from "@/app/_composition/picture";
import { notAllowed, route } from "@/app/_composition/route";
import { getMailPictureEndpoint } from "@/lib/mail/contracts";
import { getMailPicture } from "@/lib/mail/service";

export const GET = route(getMailPictureEndpoint, async ({ actor, input }) => pictureResponse(await getMailPicture(actor, input)));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
