/** Text from elsewhere as Markdown that shows it as it is: never formatted, linked or fetched. */
export const plainly = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&');
