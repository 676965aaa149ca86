// The behaviours of Tabler that the pages use. Each listens on the document, so what htmx brings in later works too.
export { default as Alert } from "@tabler/core/js/src/bootstrap/alert";
export { default as Collapse } from "@tabler/core/js/src/bootstrap/collapse";
export { default as Dropdown } from "@tabler/core/js/src/bootstrap/dropdown";
export { default as Modal } from "@tabler/core/js/src/bootstrap/modal";
export { default as Offcanvas } from "@tabler/core/js/src/bootstrap/offcanvas";
