// Loaded by a page that a link on another site led to: asks for the same address as a page of ours, with its cookie.
location.replace(`${location.pathname}${location.search ? `${location.search}&` : "?"}again${location.hash}`);
