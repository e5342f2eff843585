/** One word to everybody who listens, in this process and in every other one on the same database. */
export { closePubsub, publish, subscribe, type Unsubscribe } from "./pubsub";
