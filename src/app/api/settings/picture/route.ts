import { pictureResponse } from "@/app/_composition/picture";
import { notAllowed, route } from "@/app/_composition/route";
import { deletePictureEndpoint, getPictureEndpoint, putPictureEndpoint } from "@/lib/identity/contracts";
import { getPicture, putPicture, removePicture } from "@/lib/identity/service";

export const GET = route(getPictureEndpoint, async ({ actor }) => pictureResponse(await getPicture(actor), "no-store"));
export const PUT = route(putPictureEndpoint, ({ actor, input }) => putPicture(actor, input));
export const DELETE = route(deletePictureEndpoint, ({ actor }) => removePicture(actor));
export const { POST, PATCH } = notAllowed("GET", "PUT", "DELETE");
