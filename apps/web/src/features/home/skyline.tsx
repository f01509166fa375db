/** A town at night with its lights on, and something going on behind the roofs. */
export function Skyline({ className }: { readonly className: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 1200 320" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <g fill="#ffd98a" opacity=".13">
        <path d="M300 330L120-20H230zM310 330L420-20H560zM820 330L640-20H760zM830 330L960-20H1100z" />
      </g>
      <path
        d="M0 250h60v-46h52v30h70v-74h18l12-22 12 22h18v60h66v-28h80v40h54c0-70 116-70 116 0h40v-86h46v-30h14v30h44v92h70v-52h90v30h62c0-62 100-62 100 0h70v-40h66v44h50v80H0z"
        fill="#1c0a25"
      />
      <path
        d="M0 286h90v-22h84v30h120v-44l44-26 44 26v40h150v-30h110v34h140l10-40h14l10 40h130v-26h96v30h158v62H0z"
        fill="#120618"
      />
      <g stroke="#ffd98a" strokeWidth="4" strokeDasharray="4 16" opacity=".75">
        <path d="M70 222h34M246 176h20M246 196h20M330 216h60M620 186h80M620 208h80M620 230h80M800 214h70M1076 220h50" />
      </g>
    </svg>
  );
}
