/** Rows of seats, or people standing. The words beside it say the same. */
export function HallSign({ isSeated }: { readonly isSeated: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" fill="currentColor" aria-hidden="true" focusable="false">
      {isSeated ? (
        <path d="M4 5h4v4H4zM10 5h4v4h-4zM16 5h4v4h-4zM4 11h4v4H4zM10 11h4v4h-4zM16 11h4v4h-4zM4 17h4v3H4zM10 17h4v3h-4zM16 17h4v3h-4z" />
      ) : (
        <path d="M8 4a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5M16 4a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5M4 20v-5a4 4 0 0 1 8 0v5zM13 20v-5a6 6 0 0 0-1-3.4A4 4 0 0 1 20 15v5z" />
      )}
    </svg>
  );
}
