/** Style sheets are bundled beside the script: `dist/webview/<panel>.css`. */
declare module '*.css';
