/**
 * Names of files the rules look at, as `kindOf` knows them: what knows more of them is loaded once there is one. A test holds
 * the two together.
 */
export const sourceName =
  /\.(?:tf|tofu|tfvars)$|\.[yY][aA]?[mM][lL]$|\.[dD][oO][cC][kK][eE][rR][fF][iI][lL][eE]$|(?:^|[/\\])(?:Kustomization|(?:Dockerfile|Containerfile)(?:\.[^/\\]+)?)$/;
