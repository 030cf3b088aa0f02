// The UI is one static page: nothing is rendered or loaded on a server.
export const ssr = false;
export const prerender = false;
export const trailingSlash = "never";
