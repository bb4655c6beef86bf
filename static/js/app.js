// Entry of the program's own scripts. Every page works without it: forms post, links lead, lists page.
export {};
