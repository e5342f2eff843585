/** What a visitor calls out of their mail. */
import { GET as getRoute } from "@/app/api/managed/[key]/route";
import { POST as answerRoute } from "@/app/api/managed/[key]/answer/route";
import { POST as cancelRoute } from "@/app/api/managed/[key]/cancel/route";
import { GET as dataRoute } from "@/app/api/managed/[key]/data/route";
import { POST as eraseRoute } from "@/app/api/managed/[key]/erase/route";
import { GET as invitationRoute } from "@/app/api/managed/[key]/invitation/route";
import { POST as moveRoute } from "@/app/api/managed/[key]/move/route";
import { POST as slotsRoute } from "@/app/api/managed/[key]/slots/route";
import { jsonRequest } from "./accounts";
import { answerOf, type Answer } from "./visitors";

const gets = { "": getRoute, "/data": dataRoute, "/invitation": invitationRoute } as const;
const posts = { answer: answerRoute, cancel: cancelRoute, erase: eraseRoute, move: moveRoute, slots: slotsRoute } as const;

export const getManage = (key: string, what: keyof typeof gets = ""): Promise<Response> => gets[what](jsonRequest(`/api/managed/${key}${what}`));

export const postManage = async (key: string, what: keyof typeof posts, body: unknown = {}): Promise<Answer> =>
  answerOf(await posts[what](jsonRequest(`/api/managed/${key}/${what}`, { method: "POST", body })));
