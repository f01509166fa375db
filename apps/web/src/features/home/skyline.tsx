import styles from './skyline.module.css';

/** A town at night with its lights on, and something going on behind the roofs. */
export function Skyline() {
  return (
    <div className={styles['scene']} aria-hidden="true">
      <svg className={styles['beams']} viewBox="0 0 100 100" preserveAspectRatio="none">
        <path d="M27 90L12 0H25zM27.500 90L36 0H48zM70 90L54 0H66zM70.500 90L82 0H95z" fill="#ffd98a" opacity=".13" />
      </svg>
      <svg className={styles['roofs']} viewBox="0 0 1200 200" preserveAspectRatio="xMidYMax slice">
        <path
          d="M0 130h60V84h52v30h70V40h18l12-22 12 22h18v60h66V72h80v40h54c0-70 116-70 116 0h40V26h46V0h14v26h44v92h70V66h90v30h62c0-62 100-62 100 0h70V56h66v44h52v100H0z"
          fill="#1c0a25"
        />
        <path
          d="M0 166h90v-22h84v30h120v-44l44-26 44 26v40h150v-30h110v34h140l10-40h14l10 40h130v-26h96v30h158v62H0z"
          fill="#120618"
        />
        <path
          d="M70 102h34M246 56h20M246 76h20M330 96h60M612 66h80M612 88h80M612 110h80M800 94h70M1076 100h50"
          stroke="#ffd98a"
          strokeWidth="4"
          strokeDasharray="4 16"
          opacity=".75"
        />
      </svg>
    </div>
  );
}
