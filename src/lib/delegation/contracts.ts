/** The words of the delegation room: links that outsiders use, what they may do with one, and what its owner sees of it. Pure and browser-safe. */
export * from "./word-contracts";
export * from "./owner-contracts";
export * from "./talk-contracts";
export * from "./managed-contracts";
