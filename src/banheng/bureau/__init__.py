"""The desk of a county, a city or a province: figures of all schools, targets, findings, accountability."""
