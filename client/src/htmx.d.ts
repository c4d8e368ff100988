// The module file of htmx carries no types of its own; these are the two things we use.
declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: { config: Record<string, unknown>; process(element: Element): void };
  export default htmx;
}
