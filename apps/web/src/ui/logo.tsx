/** Three tickets, fanned. */
export function Logo() {
  return (
    <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true">
      <g transform="rotate(-24 16 26)">
        <rect x="9" y="5" width="14" height="21" rx="3" fill="#e9a23b" />
      </g>
      <g transform="rotate(22 16 26)">
        <rect x="9" y="5" width="14" height="21" rx="3" fill="#3a7d7c" />
      </g>
      <path
        d="M9 8a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v5.5a2 2 0 0 0 0 4V24a3 3 0 0 1-3 3h-8a3 3 0 0 1-3-3v-6.500a2 2 0 0 0 0-4z"
        fill="#c52a4d"
      />
      <path
        d="m16 10.500 1.700 3.400 3.700.5-2.700 2.600.7 3.700-3.400-1.800-3.400 1.800.7-3.700-2.700-2.600 3.700-.5z"
        fill="#fff6ef"
      />
    </svg>
  );
}
