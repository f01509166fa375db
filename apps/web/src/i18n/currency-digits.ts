/** How many decimals a currency's minor units are, where these are not two (ISO 4217). */
const others: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const digitsByCode = new Map(
  Object.entries(others).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/**
 * The decimals that the API's amounts have. `Intl` is no answer: it says how a currency is usually written (a forint without any),
 * and browsers differ.
 */
export const currencyDigits = (currency: string): number => digitsByCode.get(currency) ?? 2;
