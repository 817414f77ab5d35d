/** The part of jStat that is used; the package brings no types. */
declare module 'jstat' {
	const jStat: {
		centralF: {
			/** The quantile of the F distribution: `share` 0 to 1, degrees of freedom above 0, whole or not. */
			inv(share: number, df1: number, df2: number): number;
		};
	};
	export default jStat;
}
