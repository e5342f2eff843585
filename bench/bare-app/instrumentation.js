/** Without one of its own the builder takes the nearest above, Perin's, and the bare app opens a database and works through its jobs. */
export const register = () => undefined;
