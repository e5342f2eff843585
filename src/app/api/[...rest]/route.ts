/** Next.js would answer an unknown address of the API with a page. */
import { nothingHere } from "@/app/_composition/route";

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
